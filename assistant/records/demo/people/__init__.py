"""Who the demo company knows: its own staff, customers, their people."""
