# SPDX-License-Identifier: Apache-2.0
"""The page that searches and verifies the audit log."""
