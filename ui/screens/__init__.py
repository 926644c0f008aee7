"""The pages in Gradio."""
