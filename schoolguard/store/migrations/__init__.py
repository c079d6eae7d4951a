# SPDX-License-Identifier: Apache-2.0
"""Numbered steps from one form of the tables to the next, for schools and for bureaus.

A new record is created whole and marked as the newest; only an older one walks the steps. The first
step of each kind is the frozen SQL of the first release, so that both ways give the same file.
"""
