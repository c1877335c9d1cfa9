// Copying needs a script. A button with data-copy names the element whose value or text it takes; it is shown only where scripts run
// (app.css). One listener for all, because pages come and go without being loaded anew.
document.addEventListener("click", async event => {
  const button = event.target.closest?.("button[data-copy]");
  const source = button && document.getElementById(button.dataset.copy);
  if (!source) {
    return;
  }

  const said = button.parentElement.querySelector("[role=status]");
  const text = "value" in source ? source.value : source.textContent.replace(/\s+/g, " ").trim();
  try {
    await navigator.clipboard.writeText(text);
    said.textContent = "Copied.";
  } catch {
    // No permission, or a page without https: what is selected can be copied by hand.
    button.closest("section")?.querySelector("details")?.setAttribute("open", "");
    source.select?.();
    said.textContent = "The browser does not allow it: the address is selected below, to be copied by hand.";
  }
});
