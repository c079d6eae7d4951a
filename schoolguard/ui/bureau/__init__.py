# SPDX-License-Identifier: Apache-2.0
"""The bureau's hat: who has reported, what is missing, files in, receipts out."""
