# SPDX-License-Identifier: Apache-2.0
"""Absence follow-up on the screen: the cases, most pressing first, and one case to work on."""
