"""What the benchmarks of the recipe on public sets share."""
