"""What a Python costs that does nothing."""
