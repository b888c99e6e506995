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
# # Khoảng trống bao phủ của một tỉnh (coverage gaps of a province)
#
# Nhiệm vụ nào cấp trên giao mà kế hoạch cấp dưới chưa có. Chỉ tính nhiệm vụ ràng buộc: chủ trì đích danh, chủ trì theo
# nhóm, phải ra sản phẩm. *Which tasks the plan above gives that the plan below lacks; only binding tasks count.*
#
# Ở đây nói việc có trong kế hoạch hay không, không nói việc đã làm hay chưa.
# *This speaks of plans, never of whether a task was carried out.*

# %%
import os

import cancu

STORE = os.environ.get("CANCU_STORE")  # đường dẫn kho của bạn (the path of your store), như "kho.db"
kg = cancu.open(STORE) if STORE else cancu.open_samples()
kg

# %% [markdown]
# ## Ma trận (the matrix)

# %%
picture = kg.plot_coverage()
picture

# %%
gaps = kg.gaps()
gaps.groupby(["parent_name", "organisation"])["status"].value_counts().unstack(fill_value=0)

# %% [markdown]
# ## Nhiệm vụ hay bị bỏ sót nhất (the tasks that most plans lack)

# %%
missing = gaps[gaps["status"] == "gap"]
missing.groupby(["parent_name", "ref", "text"])["organisation"].agg(["count", "; ".join]).sort_values(
    "count", ascending=False
).reset_index().head(10)

# %% [markdown]
# ## Một kế hoạch (one plan)
#
# Báo cáo như `cancu coverage`, với nguyên văn và ba nhiệm vụ gần nhất của mỗi khoảng trống.
# *The report of `cancu coverage`: no gap without its quote and its nearest tasks.*

# %%
pairs = missing[["child", "parent"]].value_counts().index if len(missing) else gaps[["child", "parent"]].to_numpy()
report = kg.report(*pairs[0]) if len(pairs) else "Kho chưa có kế hoạch nào thực hiện kế hoạch khác. (No linked plans.)"
report

# %% [markdown]
# ## Theo lĩnh vực hay từ khóa (by topic)

# %%
topic = kg.gaps(topic="thủ tục hành chính")
topic[["organisation", "ref", "status", "text"]]

# %% [markdown]
# ## Kiểm tra (checks)
#
# Chậm hạn, thiếu người chủ trì, thiếu sản phẩm, chép gần nguyên văn. *Late, without lead or product, copied.*

# %%
checks = kg.table("checks", severity=["warning", "error"])
checks["code"].value_counts().rename("số lần (count)").to_frame()

# %%
checks[["child_name", "parent_name", "side", "ref", "code", "message"]].head(10)
