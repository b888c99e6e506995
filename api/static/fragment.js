// Parts of pages of this service, put into the page that is open. What comes was escaped by the server.

const MOST_TRIES = 30;

/** A page, asked for again as long as the service has too much to do or makes itself ready after a change. */
export async function fetchPage(address) {
  for (let tries = 1; ; tries += 1) {
    const answer = await fetch(address, { headers: { accept: "text/html" } });
    if (![429, 503].includes(answer.status) || tries === MOST_TRIES) return answer;
    const seconds = Number(answer.headers.get("retry-after")) || 2;
    await new Promise((resolve) => setTimeout(resolve, 1000 * seconds));
  }
}

/** A part of another page by its id, or null where that page cannot be had. */
export async function fetchPart(address, id = "outcome") {
  const answer = await fetchPage(address).catch(() => null);
  if (!answer || !answer.ok) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const part = page.getElementById(id);
  if (id === "outcome") part?.removeAttribute("id");
  return part && document.adoptNode(part);
}
