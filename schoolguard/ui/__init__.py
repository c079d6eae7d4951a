# SPDX-License-Identifier: Apache-2.0
"""The window: one Qt room a capability, above the rooms that decide.

`application` starts, `access` unlocks, `window` holds the pages that `pages` lists. A page is
handed a `desk.Desk` and reaches the school only through `desk.tasks`. Shared looks live in
`theme`, shared parts in `widgets`. Nothing here decides a rule, and nothing here sees a table.
"""
