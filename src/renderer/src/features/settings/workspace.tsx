import { useApp } from '../../stores/app.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { PathFact } from './path-fact.tsx';
import classes from './section.module.css';
import { Section } from './section.tsx';
import { Transfer } from './transfer.tsx';

/** Where this workspace's data are, what runs, and how configurations come in and go out. */
export function Workspace() {
  const info = useApp((state) => state.info);
  if (info === null) return null;
  return (
    <Section title="Workspace">
      <Facts>
        <PathFact term="Data folder" path={info.dataFolder} />
        <Fact term="Version">{info.version}</Fact>
        <Fact term="Host">
          {info.host === 'electron' ? 'Desktop window' : 'Web browser, over loopback only'}
          {info.hostReason !== null && <p className={classes.muted}>{info.hostReason}</p>}
        </Fact>
      </Facts>
      <Transfer />
    </Section>
  );
}
