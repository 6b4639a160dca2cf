"""The staff's rooms, in German. Every write goes through `actions.recording`."""
