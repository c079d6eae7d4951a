# SPDX-License-Identifier: Apache-2.0
"""The people page: find somebody, see whom to call, keep the files right, take in whole schools."""
