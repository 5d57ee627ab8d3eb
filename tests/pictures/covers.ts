/** Sleeves of songs that do not exist. */
const sleeve = (ground: string, drawing: string): string =>
	`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96"><rect width="96" height="96" fill="${ground}"/>${drawing}</svg>`;

/** A boat under the evening sun. */
export const FERRY = sleeve(
	'#f2b263',
	'<circle cx="62" cy="44" r="18" fill="#fbe3b8"/>' +
		'<path d="M0 58q12-6 24 0t24 0 24 0 24 0v38H0z" fill="#1f5f6b"/>' +
		'<path d="M18 50h44l-8 14H26z" fill="#3a2430"/><path d="M30 50V38h16v12" fill="#f7efe2"/>'
);

/** Two paper lanterns in the dark. */
export const LANTERNS = sleeve(
	'#241b3d',
	'<path d="M34 0v22M66 0v38" stroke="#8d7fb8" stroke-width="2"/>' +
		'<ellipse cx="34" cy="40" rx="16" ry="19" fill="#f0735a"/><path d="M22 40h24" stroke="#ffd2a1" stroke-width="3"/>' +
		'<ellipse cx="66" cy="54" rx="13" ry="16" fill="#f6bd4b"/><path d="M56 54h20" stroke="#fff0c9" stroke-width="3"/>'
);
