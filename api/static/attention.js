// Judging pairs of plans takes a moment, so the first page shows itself before and gets the figures afterwards.
import { fetchPart } from "./fragment.js";

const place = document.getElementById("attention");

/** Show where attention is needed; the link that stands there stays where that fails. */
export async function showAttention() {
  place.setAttribute("aria-busy", "true");
  const part = await fetchPart(place.dataset.from);
  if (part) place.replaceChildren(part);
  place.removeAttribute("aria-busy");
}

showAttention();
