// Passkeys need a script: the browser alone speaks to the device. A button with data-passkey="create" or "get" asks for options at
// data-options, hands them to the device, puts its answer into the form's field "credential" and sends the form.
for (const button of document.querySelectorAll("button[data-passkey]")) {
  const part = button.closest("[data-passkey-part]") ?? button;
  if (!window.PublicKeyCredential?.parseCreationOptionsFromJSON) {
    continue;
  }

  part.hidden = false;
  button.addEventListener("click", async () => {
    const form = button.form;
    const said = form.querySelector("[data-passkey-said]");
    if (!form.reportValidity()) {
      return;
    }

    said.textContent = "";
    try {
      const answer = await fetch(button.dataset.options, { method: "POST", body: new FormData(form) });
      if (!answer.ok) {
        throw new Error(`status ${answer.status}`);
      }

      const options = await answer.json();
      const credential = button.dataset.passkey === "create"
        ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
        : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
      form.elements["Form.Credential"].value = JSON.stringify(credential);
      form.submit();
    } catch {
      said.textContent = "Your device gave no passkey. Nothing has changed: try once more, or reload the page first.";
    }
  });
}
