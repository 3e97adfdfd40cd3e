"""The commands that change sources and settings: add, publish, correct, rename and retract reports; new sites."""
