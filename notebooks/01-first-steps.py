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
# # Bước đầu (first steps)
#
# Mở một kho, xem có gì trong đó, lấy bảng, tìm văn bản, xem một văn bản.
#
# *Open a store, see what is in it, take tables, search, look at one document.*
#
# Không có kho thì sổ này dùng bộ văn bản mẫu của một tỉnh hư cấu. Muốn dùng kho của mình: `cancu ingest THƯ_MỤC --store
# kho.db`, rồi đặt `STORE = "kho.db"` dưới đây hoặc biến môi trường `CANCU_STORE`.
# *(Without a store this runs on invented samples; set `STORE` to use your own.)*

# %%
import os

import cancu

STORE = os.environ.get("CANCU_STORE")  # đường dẫn kho của bạn (the path of your store), như "kho.db"
kg = cancu.open(STORE) if STORE else cancu.open_samples()
kg

# %% [markdown]
# ## Bảng (frames)
#
# Mỗi bảng là một hàm, mỗi cột là một điều kiện. *Every table is a function, every column a condition.*

# %%
documents = kg.documents(in_store=True)
documents[["name", "date", "issuer", "level", "role", "title"]].sort_values("date").head(10)

# %%
kg.tasks().groupby(["document_name", "kind"]).size().unstack(fill_value=0)

# %% [markdown]
# Văn bản gọi bằng số, tên hoặc IRI. *Documents are told by number, name or IRI.*

# %%
plan = kg.tasks(kind="task")["document"].value_counts().index[0]
kg.tasks(document=plan, kind="task")[["ref", "text", "deadline", "due"]].head(8)

# %% [markdown]
# Điều kiện không có kết quả thì có lời nhắc, kèm giá trị gần nhất. *A condition that finds nothing says what is near.*

# %%
kg.tasks(kind="tasks")

# %% [markdown]
# ## Tìm (search)
#
# Có dấu hay không dấu đều được. *With or without marks.*

# %%
kg.search("thu tuc hanh chinh", limit=5)

# %% [markdown]
# ## Một văn bản (one document)

# %%
document = kg.document(plan)
document

# %%
document.text[:400]

# %% [markdown]
# ## Đi tiếp (next)
#
# Căn cứ: sổ 02 · kế hoạch các cấp: 03 · bao phủ: 04 · ai làm gì: 05 · chất lượng đọc: 06 · SPARQL, Neo4j: 07.
#
# *Legal basis 02, cascade 03, coverage 04, who does what 05, quality 06, SPARQL and Neo4j 07.*
