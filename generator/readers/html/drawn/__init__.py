"""What a browser draws of a page besides its running text: formulas, forms, frames."""
