// Parts of pages of this service, put into the page that is open. What comes was escaped by the server.

/** A part of another page by its id, or null where that page cannot be had. */
export async function fetchPart(address, id = "outcome") {
  const answer = await fetch(address, { headers: { accept: "text/html" } }).catch(() => null);
  if (!answer || !answer.ok) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const part = page.getElementById(id);
  if (id === "outcome") part?.removeAttribute("id");
  return part && document.adoptNode(part);
}
