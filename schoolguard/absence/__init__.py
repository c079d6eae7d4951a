# SPDX-License-Identifier: Apache-2.0
"""Absence follow-up 缺勤追踪: who is away, why, what was asked, when they came back."""
