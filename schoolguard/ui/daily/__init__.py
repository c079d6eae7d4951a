# SPDX-License-Identifier: Apache-2.0
"""The page of the daily report: prepare, look, sign, print, keep."""
