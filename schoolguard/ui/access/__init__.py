# SPDX-License-Identifier: Apache-2.0
"""Getting in: the unlock window, the first start, the recovery code; and the accounts page."""
