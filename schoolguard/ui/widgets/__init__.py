# SPDX-License-Identifier: Apache-2.0
"""Parts that every page is built from. Import each from its own module: the start stays light."""
