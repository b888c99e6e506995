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
# # Kế hoạch các cấp và việc kế thừa (cascade and inheritance)
#
# Từ Trung ương xuống xã: ai thực hiện kế hoạch của ai, nhiệm vụ nào đi xuống qua từng cấp.
#
# *From the nation to the commune: who carries out whose plan, and which task comes down through which level.*

# %%
import os

import cancu

STORE = os.environ.get("CANCU_STORE")  # đường dẫn kho của bạn (the path of your store), như "kho.db"
kg = cancu.open(STORE) if STORE else cancu.open_samples()
kg

# %% [markdown]
# ## Kế hoạch đứng trên cùng (the plan at the top)
#
# Kế hoạch có nhiều văn bản thực hiện nhất, trực tiếp hay qua cấp trung gian.
# *The plan that most documents carry out, directly or through others.*

# %%
plans = kg.documents(role=["plan", "policy"])
below = {name: len(kg.cascade(iri)) - 1 for name, iri in plans[["name", "document"]].itertuples(index=False)}
top = max(below, key=below.get)
top, below[top]

# %%
top_iri = plans.loc[plans["name"] == top, "document"].iloc[0]
picture = kg.plot_cascade(top_iri)
picture

# %% [markdown]
# Mỗi hình có một bảng. *Every picture has a table.*

# %%
picture.frame[["depth", "name", "date", "issuer", "level", "in_store"]]

# %% [markdown]
# ## Một nhiệm vụ đi xuống (one task on its way down)
#
# Mỗi mối nối có điểm, từ chung và mức tin cậy: `cited` (cấp dưới dẫn số mục), `confirmed` (người xác nhận), `auto`,
# `candidate` (cần xem). *Each link has its score, its shared words and how far it can be relied on.*

# %%
links = kg.links(state=["cited", "confirmed", "auto"])
links[["parent_name", "parent_ref", "child_name", "child_ref", "state", "score", "shared"]].head(10)

# %%
import networkx as nx

down = nx.from_pandas_edgelist(links, "parent_task", "child_task", create_using=nx.DiGraph)
start = max(down, key=lambda task: (len(nx.descendants(down, task)), task), default=None)
chain = list(nx.dfs_preorder_nodes(down, start)) if start else []
tasks = kg.tasks().set_index("task")
tasks.loc[chain, ["document_name", "ref", "text"]].reset_index(drop=True)

# %% [markdown]
# ## Mọi việc ràng buộc một cơ quan (all that binds one agency)

# %%
agency = kg.assignments(role="lead", group=False)["name"].value_counts().index[0]
dates = kg.documents(in_store=True)["date"].dropna()
day = dates.median().date()
duties = kg.duties(agency, as_of=day)
print(f"{agency}, {day:%d/%m/%Y}: {len(duties)} nhiệm vụ (tasks)")
duties[["document", "ref", "text", "obligation", "inherited_from"]].head(12)
