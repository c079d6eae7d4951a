# SPDX-License-Identifier: Apache-2.0
"""Early warning on the screen: what was said, the most pressing first, and what people answered."""
