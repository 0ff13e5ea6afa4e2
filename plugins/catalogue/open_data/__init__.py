"""What the portal gives to other programs: its shapes, its rows, and the same as tables."""
