import { size, time } from "../../components/format.ts";
import type { View } from "../../session/contract.ts";
import { DigestLabel } from "./Container.tsx";

/** The exact twin of the map: one row per image, one for what is arriving, one for an empty repository. */
export function MapTable({ view }: { view: View }) {
  return (
    <div class="table-wrap" tabIndex={0} role="group" aria-label="Registry as a table">
      <table class="data">
        <thead>
          <tr>
            {["Repository", "Tags", "Digest", "Size", "Pushed", "Layers"].map((head) => (
              <th key={head} scope="col">
                <span class="stencil">{head}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {view.repositories.flatMap((repository) => {
            const rows = repository.images.map((image) => (
              <tr key={repository.uri + image.digest}>
                <td>{repository.name}</td>
                <td>{image.tags.join(", ") || "untagged"}</td>
                <td>
                  <DigestLabel digest={image.digest} length={12} />
                </td>
                <td class="num">{size(image.size)}</td>
                <td class="num">{time(image.pushedAt)}</td>
                <td>
                  {image.layers.map(({ digest }, index) => (
                    <DigestLabel key={`${index} ${digest}`} digest={digest} />
                  ))}
                </td>
              </tr>
            ));
            if (rows.length === 0 || repository.arriving.length > 0)
              rows.push(<ArrivingRow key={repository.uri} repository={repository} running={view.running} />);
            return rows;
          })}
        </tbody>
      </table>
      {view.repositories.length === 0 && <p class="none">No repositories yet.</p>}
    </div>
  );
}

function ArrivingRow({ repository, running }: { repository: View["repositories"][number]; running: boolean }) {
  return (
    <tr>
      <td>{repository.name}</td>
      <td>{repository.arriving.length === 0 ? "no images" : running ? "arriving" : "in no image"}</td>
      <td>–</td>
      <td>–</td>
      <td>–</td>
      <td>
        {repository.arriving.map(({ digest }) => (
          <DigestLabel key={digest} digest={digest} />
        ))}
      </td>
    </tr>
  );
}
