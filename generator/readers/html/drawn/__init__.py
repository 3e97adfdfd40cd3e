"""What a browser draws of a page besides its running text, or hides of it: formulas, forms, frames, style sheets."""
