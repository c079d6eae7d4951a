# SPDX-License-Identifier: Apache-2.0
"""The isolation and observation room 隔离观察室: who came in, how watched, who was told, where to.

Rooms have zones and beds. A stay begins with an intake that carries over what a check or an absence
call already knows; observations are due on a timer; who was told, and when, is part of the stay. It
ends with a destination, and the room waits for disinfection before it takes in the next person.
"""
