interface HeaderTableProps {
  caption: string;
  headers: Record<string, string>;
}

/** HTTP headers, one a row. */
export function HeaderTable({ caption, headers }: HeaderTableProps) {
  return (
    <table className="header-table">
      <caption className="visually-hidden">{caption}</caption>
      <tbody>
        {Object.entries(headers).map(([name, value]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
