import type { RequestEvent } from "../../session/contract.ts";

type Wire = RequestEvent["request"];

/** The request and its answer as they went over the wire. */
export function Exchange({ request }: { request: RequestEvent }) {
  return (
    <div class="wire" tabIndex={0} role="group" aria-label="Exchange">
      <b>
        {request.method} {request.path}
      </b>
      {"\n"}
      <WireView wire={request.request} />
      <hr />
      <b class={request.status < 400 ? "" : "fail"}>{request.status}</b>
      {"\n"}
      <WireView wire={request.response} />
    </div>
  );
}

function WireView({ wire }: { wire: Wire }) {
  return (
    <>
      {Object.entries(wire.headers).map(([name, value]) => (
        <span key={name}>
          <span class="name">{name}:</span> {value}
          {"\n"}
        </span>
      ))}
      {wire.body ? `\n${pretty(wire.body)}\n` : wire.bytes > 0 ? `\n(${wire.bytes} bytes, not text)\n` : ""}
    </>
  );
}

/** JSON bodies with line breaks; anything else as it came. */
function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
