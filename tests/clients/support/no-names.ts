/** A name server that knows no name, and says so at once. */
import { createSocket } from "node:dgram";
import { once } from "node:events";

export interface NoNames {
  /** Every name that was looked up, in order. */
  readonly asked: readonly string[];
  close(): void;
}

/** The name in a DNS question: labels after a header of 12 bytes. */
function nameIn(message: Buffer): string {
  const labels: string[] = [];
  for (let at = 12; at < message.length && message[at] !== 0; at += 1 + (message[at] as number)) {
    labels.push(message.toString("latin1", at + 1, at + 1 + (message[at] as number)));
  }
  return labels.join(".");
}

/** Listens at port 53 of an address; needs root, or a network of its own. */
export async function answerNoName(listenAt: string): Promise<NoNames> {
  const asked: string[] = [];
  const socket = createSocket("udp4");
  socket.on("message", (message, { port, address }) => {
    asked.push(nameIn(message));
    const answer = Buffer.from(message);
    answer.writeUInt16BE(0x8183, 2);
    socket.send(answer, port, address);
  });
  socket.bind(53, listenAt);
  await once(socket, "listening");
  return { asked, close: () => socket.close() };
}
