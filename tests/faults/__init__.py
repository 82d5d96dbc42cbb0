"""What happens when something breaks; `make test-faults` runs these, `make test` does not."""
