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
# # SPARQL và Neo4j (SPARQL and Neo4j)
#
# Hỏi đồ thị bằng câu có sẵn, bằng SPARQL, và bằng Cypher nếu có máy chủ Neo4j.
#
# *Ask the graph by name, in SPARQL, and in Cypher where there is a Neo4j server.*

# %%
import os

import cancu

STORE = os.environ.get("CANCU_STORE")  # đường dẫn kho của bạn (the path of your store), như "kho.db"
kg = cancu.open(STORE) if STORE else cancu.open_samples()
kg

# %% [markdown]
# ## Câu hỏi có sẵn (the library)
#
# Gõ `kg.questions.` rồi phím Tab. *Type `kg.questions.` and the Tab key.*

# %%
kg.questions

# %%
kg.questions.most_cited_bases().head(8)

# %%
plan = kg.documents(in_store=True).sort_values("date")["document"].iloc[-1]
kg.questions.plans_above(document=plan)

# %% [markdown]
# ## SPARQL
#
# Tiền tố không cần khai báo; từ vựng ở `docs/ontology.md`. *Prefixes need no declaration.*

# %%
kg.sparql("""
    SELECT ?number ?issuer (COUNT(?task) AS ?tasks) {
      ?task a cancu:Task ; eli:is_part_of ?plan .
      ?plan eli:number ?number ; cancu:issuerName ?issuer .
    } GROUP BY ?number ?issuer ORDER BY DESC(?tasks) ?number LIMIT 8
""")

# %% [markdown]
# Không có kết quả thì có lời nhắc: chuỗi thiếu kiểu, thiếu ngôn ngữ, hoặc viết nhầm.
# *No rows come with a hint: a literal without datatype or language, or a slip of typing.*

# %%
kg.sparql('SELECT ?document { ?document eli:date_document "2021-12-22" }')

# %%
rdf = kg.rdf()
f"{len(rdf)} bộ ba (triples)"

# %% [markdown]
# ## Neo4j
#
# `cancu export cypher` viết cả kho thành một tệp Cypher; `cancu export neo4j-csv` cho `neo4j-admin`. Đặt biến
# `CANCU_NEO4J` (địa chỉ), `CANCU_NEO4J_USER`, `CANCU_NEO4J_PASSWORD` để hỏi máy chủ của bạn; không có thì phần này chỉ nói
# vậy. *Set these variables to ask your server; without one this part says so.*

# %%
import neo4j

ADDRESS = os.environ.get("CANCU_NEO4J", "")
ACCESS = (os.environ.get("CANCU_NEO4J_USER", "neo4j"), os.environ.get("CANCU_NEO4J_PASSWORD", ""))


def ask_neo4j(query):
    """Hỏi máy chủ; None nếu không có (the answer, or None without a server)."""
    if not ADDRESS:
        print("Chưa có máy chủ Neo4j: đặt CANCU_NEO4J=bolt://localhost:7687 để chạy phần này. (No server is named.)")
        return None
    try:
        with neo4j.GraphDatabase.driver(ADDRESS, auth=ACCESS, connection_timeout=4) as driver:
            driver.verify_connectivity()
            return driver.execute_query(query, result_transformer_=neo4j.Result.to_df)
    except neo4j.exceptions.Neo4jError as error:
        print(f"Máy chủ {ADDRESS} từ chối (the server refuses): {error.message}")
    except neo4j.exceptions.DriverError:
        print(f"Máy chủ {ADDRESS} không trả lời; phần này được bỏ qua. (The server does not answer.)")
    return None


# %%
ask_neo4j("""
    MATCH (plan:Plan)<-[:PART_OF]-(task:Task)-[:LED_BY]->(agency:Addressee)
    RETURN agency.label AS agency, count(DISTINCT task) AS tasks ORDER BY tasks DESC LIMIT 8
""")
