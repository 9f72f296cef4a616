"""What a real company's installation is refused for."""
