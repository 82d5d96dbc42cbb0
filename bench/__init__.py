"""What `make bench` measures. Each module has `measure() -> dict` of figures by name."""
