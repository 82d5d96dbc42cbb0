"""We tried it too: what came of it elsewhere, told in two minutes, also when it failed."""
