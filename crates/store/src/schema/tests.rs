use super::*;
use crate::address::Address;

const FIRST: Migration = Migration { number: 1, sql: "CREATE TABLE a (x TEXT NOT NULL); INSERT INTO a VALUES ('1')" };
const SECOND: Migration = Migration { number: 2, sql: "CREATE TABLE b (y TEXT); ALTER TABLE a ADD COLUMN z TEXT" };
const BROKEN: Migration =
    Migration { number: 2, sql: "CREATE TABLE b (y TEXT); ALTER TABLE missing ADD COLUMN z TEXT" };

/// A folder that goes with the test.
struct Folder(std::path::PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).ok();
    }
}

async fn opened(name: &str) -> (Folder, Connector, AnyConnection) {
    let folder = Folder(std::env::temp_dir().join(format!("jiheng-schema-{name}-{}", std::process::id())));
    std::fs::create_dir_all(&folder.0).unwrap();
    let connector = Connector::new(&Address::folder(&folder.0)).unwrap();
    let mut connection = connector.writer().await.unwrap();
    upgrade_by(&connector, &mut connection, &[FIRST]).await.unwrap();
    (folder, connector, connection)
}

/// The tables that there are.
async fn tables(connection: &mut AnyConnection) -> Vec<String> {
    let query = sqlx::query("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
    query.fetch_all(connection).await.unwrap().iter().map(|row| row.try_get(0).unwrap()).collect()
}

fn copies(folder: &Folder) -> Vec<std::path::PathBuf> {
    let is_copy = |path: &std::path::PathBuf| path.to_string_lossy().contains("before-upgrade");
    std::fs::read_dir(&folder.0).unwrap().map(|entry| entry.unwrap().path()).filter(is_copy).collect()
}

#[tokio::test]
async fn an_upgrade_keeps_a_copy_of_what_was() {
    let (folder, connector, mut connection) = opened("copy").await;
    assert_eq!(copies(&folder).len(), 0, "nothing to keep of a new database");
    upgrade_by(&connector, &mut connection, &[FIRST, SECOND]).await.unwrap();
    assert_eq!(version_by(&mut connection, &[FIRST, SECOND]).await, Ok(2));
    let copies = copies(&folder);
    assert_eq!(copies.len(), 1);
    let mut copy =
        <AnyConnection as sqlx::Connection>::connect(&format!("sqlite://{}", copies[0].display())).await.unwrap();
    assert_eq!(tables(&mut copy).await, ["a", "schema_version"]);
}

#[tokio::test]
async fn an_upgrade_that_fails_leaves_what_was() {
    let (_folder, connector, mut connection) = opened("failed").await;
    assert!(upgrade_by(&connector, &mut connection, &[FIRST, BROKEN]).await.is_err());
    assert_eq!(version_by(&mut connection, &[FIRST]).await, Ok(1));
    assert_eq!(tables(&mut connection).await, ["a", "schema_version"]);
    // A repaired program goes on from there.
    upgrade_by(&connector, &mut connection, &[FIRST, SECOND]).await.unwrap();
}

#[tokio::test]
async fn an_older_program_leaves_newer_data_alone() {
    let (_folder, connector, mut connection) = opened("older").await;
    upgrade_by(&connector, &mut connection, &[FIRST, SECOND]).await.unwrap();
    let refused = upgrade_by(&connector, &mut connection, &[FIRST]).await;
    assert_eq!(refused, Err(StoreError::NewerData { data: 2, program: 1 }));
    let other = Migration { number: 1, sql: "CREATE TABLE other (x TEXT)" };
    let refused = upgrade_by(&connector, &mut connection, &[other, SECOND]).await;
    assert!(matches!(refused, Err(StoreError::Damaged { .. })), "{refused:?}");
}

#[test]
fn every_table_is_cut_by_region_and_has_two_types_of_columns() {
    for migration in MIGRATIONS {
        for table in migration.sql.split("CREATE TABLE ").skip(1) {
            let (name, rest) = table.split_once(" (").unwrap();
            let lines: Vec<&str> = rest.lines().map(str::trim).take_while(|line| *line != ");").skip(1).collect();
            assert!(lines[0].starts_with("region TEXT NOT NULL"), "{name}: {}", lines[0]);
            let is_key =
                |line: &&str| line.starts_with("PRIMARY KEY (region,") || line.contains("region TEXT NOT NULL PRIMARY");
            assert!(lines.iter().any(is_key), "{name}: the key begins with the region");
            for line in lines.iter().filter(|line| !line.starts_with("PRIMARY") && !line.starts_with("FOREIGN")) {
                let kind = line.split([' ', ',']).nth(1).unwrap();
                assert!(matches!(kind, "TEXT" | "BIGINT"), "{name}: {line}");
            }
        }
    }
}
