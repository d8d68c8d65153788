"""The airlock in the window: the sheet that shows what would be sent."""
