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
# # Ai làm gì (who does what)
#
# Cơ quan nào chủ trì, phối hợp bao nhiêu việc; ai làm việc với ai; việc nào không có ai.
#
# *How much each agency leads and takes part in, who works with whom, which task has nobody.*

# %%
import os

import cancu

STORE = os.environ.get("CANCU_STORE")  # đường dẫn kho của bạn (the path of your store), như "kho.db"
kg = cancu.open(STORE) if STORE else cancu.open_samples()
kg

# %% [markdown]
# ## Khối lượng (load)

# %%
kg.plot_load()

# %% [markdown]
# Nhóm (“Các sở, ban, ngành”) đếm như văn bản viết; thành viên của nhóm tùy ngày và tùy nơi.
# *Groups are counted as printed; who belongs to one depends on the day and the place.*

# %%
assignments = kg.assignments()
assignments.groupby(["group", "role"])["task"].nunique().unstack(fill_value=0)

# %% [markdown]
# ## Mạng lưới (network)

# %%
network = kg.plot_network()
network

# %%
network.frame.head(10)

# %% [markdown]
# Cơ quan nào nối các nhóm với nhau (độ trung gian). *Which agencies tie the others together (betweenness).*

# %%
import networkx as nx
import pandas

agencies = nx.from_pandas_edgelist(network.frame, "first", "second", "tasks")
between = pandas.Series(nx.betweenness_centrality(agencies), name="trung gian (betweenness)")
between.sort_values(ascending=False, kind="stable").head(8).round(3).to_frame()

# %% [markdown]
# ## Việc chưa có người chủ trì (tasks without a lead)

# %%
tasks = kg.tasks(kind="task")
led = set(assignments.loc[assignments["role"] == "lead", "task"])
tasks.loc[~tasks["task"].isin(led), ["document_name", "ref", "text"]].head(10)

# %% [markdown]
# ## Lịch (calendar)
#
# Hạn của một cơ quan, tháng nào nhiều việc. *The deadlines of one agency, and its busy months.*

# %%
busiest = assignments.loc[~assignments["group"], "name"].value_counts().index[0]
own = assignments.loc[assignments["name"] == busiest, ["task", "role"]].merge(tasks, on="task")
print(busiest)
own[["due", "role", "document_name", "ref", "text"]].sort_values("due", kind="stable").head(12)
