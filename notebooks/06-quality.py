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
# # Chất lượng đọc (quality of extraction)
#
# Máy đọc chắc đến đâu, chỗ nào cần người xem, số liệu nào thiếu.
#
# *How sure the reading is, what a person should look at, what is missing.*
#
# Số đo trên văn bản có nhãn nằm ở `docs/quality.md`; muốn đo trên nhãn của mình: `cancu evaluate`.
# *Measured figures are in `docs/quality.md`; `cancu evaluate` measures on your own labels.*

# %%
import os

import cancu

STORE = os.environ.get("CANCU_STORE")  # đường dẫn kho của bạn (the path of your store), như "kho.db"
kg = cancu.open(STORE) if STORE else cancu.open_samples()
kg

# %% [markdown]
# ## Độ tin cậy (confidence)
#
# Độ tin cậy của mỗi bản ghi là tỷ lệ đúng đã đo của quy tắc đã đọc ra nó. *The confidence of a record is how often the rule
# that read it was right where it was measured.*

# %%
import pandas

sure = pandas.concat(
    {"viện dẫn (citations)": kg.citations()["confidence"], "nhiệm vụ (tasks)": kg.tasks()["confidence"]},
    names=["bản ghi"],
)
bands = pandas.cut(sure, [0, 0.7, 0.8, 0.9, 0.95, 1], include_lowest=True)
bands.groupby("bản ghi").value_counts().unstack(fill_value=0).sort_index(axis=1)

# %%
kg.tasks().groupby("rule")["confidence"].agg(["count", "mean"]).sort_values("count", ascending=False).round(2)

# %% [markdown]
# ## Viện dẫn cần xem (citations to look at)
#
# Mã lý do cho biết vì sao một viện dẫn được hiểu là văn bản ấy. *The reason code says why a citation is taken to mean that
# document.*

# %%
citations = kg.citations()
citations.groupby("resolution").agg(
    count=("cited", "size"), review=("review", "sum"), confidence=("resolution_confidence", "mean")
).sort_values("count", ascending=False)

# %%
citations.loc[citations["review"], ["document_name", "quote", "cited_name", "resolution"]].head(10)

# %% [markdown]
# ## Thiếu gì (what is missing)

# %%
heads = kg.documents(in_store=True).set_index("name")[["type", "number", "date", "issuer", "level", "title", "signer"]]
heads.isna().sum().rename("thiếu (missing)").to_frame()

# %%
tasks = kg.tasks(kind="task")
assignments = kg.assignments(role="lead")
shares = pandas.DataFrame(
    {
        "có người chủ trì (lead)": tasks["task"].isin(assignments["task"]),
        "có thời hạn (deadline)": tasks["deadline"].notna(),
        "có ngày hạn (dated)": tasks["due"].notna(),
        "có sản phẩm (product)": tasks["task"].isin(kg.table("products")["task"]),
    }
)
shares.groupby(tasks["document_name"]).mean().round(2)

# %% [markdown]
# ## Phát hiện (findings)

# %%
kg.findings()[["document_name", "code", "severity", "place", "message"]].head(12)

# %% [markdown]
# ## Mọi bản ghi chỉ đúng chỗ (every record points to its words)
#
# Vị trí bắt đầu và kết thúc cắt ra đúng nguyên văn. *The offsets cut exactly the quoted words.*

# %%
texts = kg.table("texts").set_index("document")["text"]
exact = [texts[row.document][row.start : row.end] == row.quote for row in kg.tasks().itertuples()]
f"{sum(exact)} / {len(exact)}"
