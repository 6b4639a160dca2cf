"""What somebody has typed, in any language: places, topics, kinds of help, languages, papers, ages; and the words that are left.

May use models and the tokenizer; knows no listing and no SQL of the search.
"""
