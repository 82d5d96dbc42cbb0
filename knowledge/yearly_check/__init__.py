"""Once a year each organisation is asked whether what stands here about its activities is right."""
