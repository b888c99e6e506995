# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Căn cứ pháp lý (legal basis)
#
# Văn bản dựa trên văn bản nào, căn cứ nào đã bị thay thế khi nó được ban hành.
#
# *What a document rests on, and which of its bases had been replaced when it was issued.*

# %%
import os

import cancu

STORE = os.environ.get("CANCU_STORE")  # đường dẫn kho của bạn (the path of your store), như "kho.db"
kg = cancu.open(STORE) if STORE else cancu.open_samples()
kg

# %% [markdown]
# ## Căn cứ được viện dẫn nhiều nhất (the bases cited most)

# %%
bases = kg.citations(relation=["basis", "implements"])
most = bases.groupby(["cited_name", "cited_in_store"])["document"].nunique().sort_values(ascending=False)
most.rename("văn bản (documents)").reset_index().head(10)

# %% [markdown]
# “Chưa có trong kho” (`cited_in_store` sai) là văn bản được dẫn mà kho chưa có; không suy đoán gì về nội dung của nó.
#
# *A cited document that is not in the store is shown as such; nothing is guessed of what it says.*
#
# ## Một văn bản dựa trên gì (what one document rests on)

# %%
document = bases["document"].value_counts().index[0]
kg.basis(document)[["basis", "relation", "pinpoint", "quote", "in_store", "superseded_by"]]

# %% [markdown]
# Đi tiếp lên đến hết. *All the way up.*

# %%
chain = kg.basis(document, depth=None)
chain[["document", "basis", "relation", "in_store"]]

# %% [markdown]
# Và ai dựa trên nó. *And who rests on it.*

# %%
kg.basis(document, down=True)[["document", "relation", "quote"]]

# %% [markdown]
# ## Căn cứ đã bị thay thế (superseded bases)
#
# Ngày xét là ngày của văn bản viện dẫn; luật thay luật lấy từ bảng luật trong `ontology/data`, văn bản khác từ lời văn
# trong kho. *Judged on the day of the citing document; laws by the list of laws, others by what the store says.*

# %%
superseded = kg.superseded()
superseded[["document", "basis", "quote", "superseded_by"]]

# %% [markdown]
# Xét tại một ngày khác: những căn cứ nay không còn. *On another day: the bases that no longer hold.*

# %%
import datetime

today = kg.superseded(as_of=datetime.date.today())
today.groupby(["basis", "superseded_by"])["document"].nunique().rename("văn bản (documents)").reset_index()

# %% [markdown]
# ## Theo thời gian (over time)

# %%
kg.plot_timeline(most=12)
