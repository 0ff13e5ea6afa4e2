"""What both benchmarks are made of: names and texts that visibly exist nowhere."""
