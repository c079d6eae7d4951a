# SPDX-License-Identifier: Apache-2.0
"""The page of packages: keys and cards, sealing a day, handing over, receipts."""
