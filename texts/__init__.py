"""The words that people read, Chinese and English; `libs/common/texts.py` reads them."""
