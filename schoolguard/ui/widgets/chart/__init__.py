# SPDX-License-Identifier: Apache-2.0
"""Pictures of counts, drawn with the toolkit's painter (ADR 0023); they know no health words."""
