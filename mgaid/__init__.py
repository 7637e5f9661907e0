"""MgAid: an offline decision aid for people whose leg keeps twitching."""

__version__ = "0.1.0"
