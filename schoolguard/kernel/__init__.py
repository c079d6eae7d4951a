# SPDX-License-Identifier: Apache-2.0
"""What every room may know: ids, clock, calendar, actors, changes, errors, texts, rule packs.

Nothing here touches a database, a window, a key or a sheet of paper.
"""
