/** Hands a file to the browser to save under its own name. */
export function saveAs(file: File): void {
	const address = URL.createObjectURL(file);
	const link = document.createElement('a');
	link.href = address;
	link.download = file.name;
	link.click();
	// The browser reads it after the click; a minute is more than any needs to begin.
	// eslint-disable-next-line no-restricted-syntax -- It must outlive the component that called; there is nothing to dispose.
	setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
