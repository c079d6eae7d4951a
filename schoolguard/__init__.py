# SPDX-License-Identifier: Apache-2.0
"""SchoolGuard (校安卫士): the health desk of one school."""

__version__ = "0.1.0"
