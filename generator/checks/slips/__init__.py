"""Rules for numbers that the arithmetic of their sentence nearly gives, however the sentence is worded."""
